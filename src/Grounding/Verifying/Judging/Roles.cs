using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// Compares who does what to whom in a claim and in a source. Of the source's verbs that a verb of the claim corresponds to, the one
/// whose arguments differ least counts; of the claim's verbs, each.
/// </summary>
internal sealed class Roles(ParsedText claim, ParsedText source, WordAlignment words)
{
    internal void Read(FeatureSet features)
    {
        foreach (Predicate predicate in claim.Predicates)
        {
            Dictionary<Feature, double>? least = null;
            foreach (Predicate candidate in source.Predicates.Where(candidate => Corresponds(predicate, candidate)))
            {
                Dictionary<Feature, double> compared = Compare(predicate, candidate);
                if (least is null || compared.Values.Sum() < least.Values.Sum())
                    least = compared;
            }

            foreach ((Feature feature, double value) in least ?? [])
                features.Raise(feature, value);
        }
    }

    private bool Corresponds(Predicate mine, Predicate theirs) =>
        mine.IsCopula
            ? theirs.IsCopula
                && mine.Arguments.Any(a =>
                    a.Slot == Argument.Patient && theirs.Arguments.Any(b => words.Between(a.Token, b.Token) >= Relation.Wider)
                )
            : words.Between(mine.Verb, theirs.Verb) >= Relation.Narrower;

    private Dictionary<Feature, double> Compare(Predicate mine, Predicate theirs)
    {
        Dictionary<Feature, double> found = [];
        List<(Argument Mine, List<string> Slots)> placed = [];
        int sentence = source.SentenceOf(theirs.Verb);
        foreach (Argument argument in mine.Arguments.Where(a => claim.Tokens[a.Token].IsContent && IsDistinct(a, mine)))
        {
            Relation best = theirs.Arguments.Select(b => words.Between(argument.Token, b.Token)).DefaultIfEmpty().Max();
            if (best >= Relation.Narrower)
                placed.Add(
                    (
                        argument,
                        [.. theirs.Arguments.Where(b => words.Between(argument.Token, b.Token) == best).Select(b => b.Slot).Distinct()]
                    )
                );
            else
                Unplaced(argument, theirs, sentence, found);
        }

        bool isMiddle = !mine.Arguments.Any(a => a.Slot == Argument.Patient) || !theirs.Arguments.Any(a => a.Slot == Argument.Patient);
        foreach ((Argument argument, List<string> slots) in placed)
        {
            // What something is can be said from either side.
            if (mine.IsCopula || slots.Contains(argument.Slot))
                continue;
            Feature feature = (argument.Slot, slots[0]) switch
            {
                (Argument.Agent, Argument.Patient) or (Argument.Patient, Argument.Agent) => Feature.AgentForPatient,
                (Argument.Agent, _) or (_, Argument.Agent) => Feature.AgentForOther,
                (Argument.Patient, _) or (_, Argument.Patient) => Feature.PatientForOther,
                _ => Feature.OtherForOther,
            };
            bool isExchanged = placed.Exists(other =>
                other.Mine.Slot != argument.Slot
                && slots.Contains(other.Mine.Slot)
                && other.Slots.Contains(argument.Slot)
                && !other.Slots.Contains(other.Mine.Slot)
            );
            // "The door opened" and "she opened the door": without both the place of one tells nothing.
            if (isExchanged || feature != Feature.AgentForPatient || !isMiddle)
                found[isExchanged ? Feature.Swapped : feature] = 1;
        }

        return found;
    }

    // A word of two places ("the Butcher Market replaced the Grainger Market") tells nothing of either.
    private bool IsDistinct(Argument argument, Predicate predicate) =>
        !predicate.Arguments.Any(other =>
            other.Slot != argument.Slot && claim.Tokens[other.Token].Stem == claim.Tokens[argument.Token].Stem
        );

    private void Unplaced(Argument argument, Predicate theirs, int sentence, Dictionary<Feature, double> found)
    {
        if (argument.Slot is not (Argument.Agent or Argument.Patient))
            return;
        bool isAgent = argument.Slot == Argument.Agent;
        List<Argument> rivals = [.. theirs.Arguments.Where(b => b.Slot == argument.Slot)];
        // A pronoun may stand for it, and where nothing has its place, it may be left out.
        if (rivals.Count == 0 || rivals.Exists(b => source.Parts[b.Token] == PartOfSpeech.Pronoun))
            return;
        bool isInSentence = words.Places(argument.Token, Relation.Narrower).Any(j => source.SentenceOf(j) == sentence);
        found[
            (isAgent, isInSentence) switch
            {
                (true, true) => Feature.OtherAgent,
                (true, false) => Feature.AgentAway,
                (false, true) => Feature.OtherPatient,
                (false, false) => Feature.PatientAway,
            }
        ] = 1;
    }
}
