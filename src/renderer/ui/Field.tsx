import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'
import { Icon } from './Icon.tsx'

interface Described {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  /** Label beside the control instead of above it. */
  readonly inline?: boolean
}

interface FrameProps extends Described { readonly id: string; readonly children: ReactNode }

function Frame({ id, label, hint, error, inline, children }: FrameProps) {
  return (
    <div className="field" data-inline={inline ? '' : undefined}>
      <label className="field-label" htmlFor={id}>{label}</label>
      {children}
      {hint ? <span className="field-hint" id={`${id}-hint`}>{hint}</span> : null}
      {error ? <span className="field-error" id={`${id}-error`} role="alert"><Icon name="error" />{error}</span> : null}
    </div>
  )
}

const describedBy = (id: string, { hint, error }: Described) => [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].join(' ').trim() || undefined

interface FieldProps extends Described, Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id' | 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text. */
export function Field({ label, hint, error, inline = false, value, onChange, ...rest }: FieldProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} inline={inline}>
      <input {...rest} id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { label, hint, error })} />
    </Frame>
  )
}

interface SelectProps<V extends string> extends Described, Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'id' | 'onChange' | 'value'> {
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[]
  readonly onChange: (value: V) => void
}

/** One of a short list of choices. */
export function Select<V extends string>({ label, hint, error, inline = false, value, options, onChange, ...rest }: SelectProps<V>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} inline={inline}>
      <select
        {...rest}
        id={id}
        className="input"
        value={value}
        title={options.find((option) => option.value === value)?.label}
        aria-describedby={describedBy(id, { label, hint, error })}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
      </select>
    </Frame>
  )
}

interface CheckboxProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

export function Checkbox({ label, checked, onChange, disabled = false }: CheckboxProps) {
  return (
    <label className="checkbox">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Search box above a list; the label is its placeholder too. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <span className="search">
      <Icon name="search" />
      <input className="input" type="search" aria-label={label} placeholder={label} value={value} maxLength={200} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </span>
  )
}

interface TextAreaProps extends Described, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'id' | 'onChange' | 'value'> {
  readonly value: string
  readonly onChange?: (value: string) => void
}

/** Several lines of text. */
export function TextArea({ label, hint, error, inline = false, value, onChange, rows = 3, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} inline={inline}>
      <textarea {...rest} id={id} rows={rows} className="input" value={value} onChange={(event) => onChange?.(event.target.value)} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { label, hint, error })} />
    </Frame>
  )
}
