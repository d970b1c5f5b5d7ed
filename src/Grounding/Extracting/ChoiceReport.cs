using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grounding.Abstention;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Says of an extractive answer, or of an abstention, how it was chosen.</summary>
internal static class ChoiceReport
{
    // What is shown is seldom more, and who wonders about a unit looks among the next best.
    private const int ShownMax = 30;
    private const int OthersMax = 5;
    private const int FeaturesMax = 6;

    internal static AnswerChoice Of(EvidenceSet evidence, Answer answer, double threshold)
    {
        RatedUnits? rated = RatedUnits.Of(evidence);
        AnalysedQuestion question = evidence.Question;
        return new AnswerChoice(question.Text, question.Kind.ToString())
        {
            Probability = Answerability.Of(evidence, rated?.Best),
            Threshold = threshold,
            Signs = evidence.Candidates.Count == 0 ? [] : Answerability.Signs(evidence, rated?.Best),
            Terms =
            [
                .. question.Terms.Select(
                    (term, i) =>
                        new ExplainedTerm(question.Text[term.Token.Start..term.Token.End], evidence.Weights[i], !evidence.Weights.Found[i])
                ),
            ],
            Units = Units(evidence, rated, answer),
        };
    }

    private static ExplainedUnit[] Units(EvidenceSet evidence, RatedUnits? rated, Answer answer)
    {
        if (evidence.Candidates.Count == 0)
            return [];
        UnitFeatures features = new(evidence);
        ExplainedUnit[] units =
        [
            .. from unit in rated?.Units ?? evidence.Candidates.Select(candidate => (Candidate: candidate, Odds: candidate.Score))
            let chunk = unit.Candidate.Passage.Passage.Chunk
            let span = unit.Candidate.Unit.Span
            select new ExplainedUnit(
                chunk.Id,
                chunk.Start + span.Start,
                chunk.Start + span.End,
                unit.Candidate.Unit.Kind.ToString(),
                unit.Odds
            )
            {
                IsShown = IsShown(answer, chunk.Id, chunk.Start + span.Start, chunk.Start + span.End),
                Features = rated is null ? [] : Strongest(features.Read(unit.Candidate)),
            },
        ];
        return
        [
            .. units
                .Where(unit => unit.IsShown)
                .Take(ShownMax)
                .Concat(units.Where(unit => !unit.IsShown).Take(OthersMax))
                .OrderByDescending(unit => unit.Odds),
        ];
    }

    private static bool IsShown(Answer answer, ChunkId chunk, int start, int end) =>
        Array.Exists(
            answer.Citations,
            citation => citation.DocumentId == chunk.Document && citation.ChunkId == chunk && citation.Start <= start && citation.End >= end
        );

    private static ExplainedSign[] Strongest(double[] values) =>
        [
            .. Enum.GetValues<UnitFeature>()
                .Select(feature => new ExplainedSign(
                    feature.ToString(),
                    values[(int)feature],
                    UnitModel.Instance.Contribution(feature, values[(int)feature])
                ))
                .Where(sign => sign.Contribution != 0)
                .OrderByDescending(sign => Math.Abs(sign.Contribution))
                .Take(FeaturesMax),
        ];
}
