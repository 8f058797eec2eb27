import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './Icon.tsx'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'>

interface ButtonProps extends Native {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'link'
  readonly size?: 'normal' | 'large'
  readonly icon?: IconName | undefined
  readonly type?: 'button' | 'submit'
  readonly children: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ variant = 'secondary', size = 'normal', icon, type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className="button" data-variant={variant} data-size={size}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  )
}

interface IconButtonProps extends Native {
  readonly icon: IconName
  /** Names the button for everyone: read aloud and shown on hover. */
  readonly label: string
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type="button" className="button icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}
