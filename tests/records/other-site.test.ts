import { describeOtherSite } from '../support/other-site'

describeOtherSite()
