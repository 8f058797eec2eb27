/** English texts of the area "activity". */
export const activity = {
  'changeset.create': 'Workspace made',
  'changeset.packs': 'Reference data',
  'changeset.import': 'Import',
  'changeset.edit': 'Edit',
  'changeset.undo': 'Undo',
} as const
