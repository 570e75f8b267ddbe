/** What a session still owes before anything else is open. */
import type { MeView } from '../../../me/contract.ts'
import { ChangePassword } from '../../../me/screens/mobile/change-password.tsx'
import { SetUpFactor } from '../../../me/screens/mobile/set-up-factor.tsx'
import { SecondFactor } from './second-factor.tsx'

export function Owed({ me }: { me: MeView }) {
  switch (me.session.state) {
    case 'second_factor':
      return <SecondFactor />
    case 'set_up_second_factor':
      return <SetUpFactor owed={true} />
    case 'change_password':
      return <ChangePassword owed={true} />
    case 'in':
      return null
  }
}
