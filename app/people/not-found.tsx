export { NotFoundWords as default } from '../not-found-words'
