using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>The units of documents whose structure is known, with how likely each holds what is asked.</summary>
/// <param name="Evidence">What they were measured by.</param>
/// <param name="Units">The units with their log odds, best first; never empty.</param>
internal sealed record RatedUnits(EvidenceSet Evidence, (SentenceCandidate Candidate, double Odds)[] Units)
{
    /// <summary>The log odds of the best unit.</summary>
    internal double Best => Units[0].Odds;

    // What a unit about one side of a comparison is worth more than one about both, which may take all the space.
    private const double OwnSide = 3;

    /// <summary>
    /// The same for one part of a question: units that speak of what this part alone asks about come before those that speak of all.
    /// </summary>
    /// <param name="others">The other parts.</param>
    internal RatedUnits ForPart(IEnumerable<EvidenceSet> others)
    {
        QuestionTerm[] foreign = [.. others.SelectMany(other => other.Question.Terms).Where(term => !Has(Evidence, term))];
        QuestionTerm[] own = [.. Evidence.Question.Terms.Where(term => others.All(other => !Has(other, term)))];
        if (foreign.Length == 0 || own.Length == 0)
            return this;
        return this with
        {
            Units = [.. Units.Select(unit => (unit.Candidate, unit.Odds + Side(unit.Candidate))).OrderByDescending(u => u.Item2)],
        };

        double Side(SentenceCandidate candidate) => Holds(candidate, own) && !Holds(candidate, foreign) ? OwnSide : 0;
    }

    private static bool Has(EvidenceSet evidence, QuestionTerm term) => evidence.Question.Stems.Contains(term.Token.Stem);

    private static bool Holds(SentenceCandidate candidate, QuestionTerm[] terms) =>
        Array.Exists(terms, term => candidate.Passage.Bags[candidate.Index].Match(term.Token) >= 1);

    /// <summary>Rates every candidate; null where no passage has structure.</summary>
    internal static RatedUnits? Of(EvidenceSet evidence)
    {
        if (!evidence.Candidates.Exists(candidate => candidate.Unit.Block is not null))
            return null;
        UnitFeatures features = new(evidence);
        return new RatedUnits(
            evidence,
            [
                .. evidence
                    .Candidates.Select(candidate => (Candidate: candidate, Odds: UnitModel.Instance.Odds(features.Read(candidate))))
                    .OrderByDescending(unit => unit.Odds),
            ]
        );
    }
}
