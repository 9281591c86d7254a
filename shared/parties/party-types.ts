/** What a party does with the goods: who resells or gives out drugs needs a licence. */
export const partyTypes = ['retail', 'wholesale', 'hospital', 'pharmacy', 'institution', 'doctor', 'consumer'] as const
