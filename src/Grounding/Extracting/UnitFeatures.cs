using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Measures the features of every candidate of a question.</summary>
internal sealed class UnitFeatures
{
    private const double LengthFull = 400;

    private static readonly int Count = Enum.GetValues<UnitFeature>().Length;

    private readonly EvidenceSet _evidence;
    private readonly double _ownMax;
    private readonly double _wholeMax;
    private readonly TermMeanings _meanings;

    internal UnitFeatures(EvidenceSet evidence)
    {
        _evidence = evidence;
        _meanings = new TermMeanings(evidence);
        _ownMax = Math.Max(1e-9, evidence.Candidates.Max(c => c.Features.Own));
        _wholeMax = Math.Max(1e-9, evidence.Candidates.Max(c => c.Features.Whole));
    }

    /// <summary>The features in the order of <see cref="UnitFeature"/>.</summary>
    internal double[] Read(SentenceCandidate candidate)
    {
        double[] values = new double[Count];
        SentenceFeatures f = candidate.Features;
        EvidenceUnit unit = candidate.Unit;
        Set(values, UnitFeature.Own, f.Own);
        Set(values, UnitFeature.Near, f.Near);
        Set(values, UnitFeature.Whole, f.Whole);
        Set(values, UnitFeature.Pairs, f.Pairs);
        Set(values, UnitFeature.Type, f.Type);
        Set(values, UnitFeature.Anchors, f.Anchors);
        Set(values, UnitFeature.Rank, f.Rank);
        Set(values, UnitFeature.Relative, f.Relative);
        Set(values, UnitFeature.Frame, f.Frame);
        Set(values, UnitFeature.OwnOfBest, f.Own / _ownMax);
        Set(values, UnitFeature.WholeOfBest, f.Whole / _wholeMax);
        Set(values, UnitFeature.Cosine, candidate.Cosine);
        Set(values, UnitFeature.Length, Math.Min(1, unit.Span.Length / LengthFull));
        Set(values, UnitFeature.Short, f.Short);
        double heading = Heading(candidate.Passage, unit);
        Set(values, UnitFeature.Heading, heading);
        Set(values, UnitFeature.Context, Context(candidate.Passage, unit));
        Set(values, UnitFeature.Meaning, Meaning(candidate));
        Set(values, UnitFeature.Section, Section(candidate));
        Set(values, UnitFeature.First, IsFirst(candidate) ? 1 : 0);
        SetKind(values, candidate, heading);
        return values;
    }

    private void SetKind(double[] values, SentenceCandidate candidate, double heading)
    {
        EvidenceUnit unit = candidate.Unit;
        QuestionKind asked = candidate.Question.Kind;
        bool isValue = asked is QuestionKind.Quantity or QuestionKind.Time;
        bool isCode = unit.Kind == UnitKind.Code;
        switch (unit.Kind)
        {
            case UnitKind.Code:
                Set(values, UnitFeature.Code, 1);
                Set(values, UnitFeature.HeadingCode, heading);
                break;
            case UnitKind.ListItem:
                Set(values, UnitFeature.Item, 1);
                break;
            case UnitKind.TableRow:
                Set(values, UnitFeature.Row, 1);
                Set(values, UnitFeature.RowName, Name(candidate, '|'));
                break;
            case UnitKind.Definition:
                Set(values, UnitFeature.RowName, Name(candidate, ':'));
                break;
            default:
                Set(values, UnitFeature.LeadIn, UnitClosure.IsLeadIn(candidate.Passage, candidate.Index) ? 1 : 0);
                break;
        }

        if (asked == QuestionKind.HowTo)
        {
            UnitFeature? howTo = unit.Kind switch
            {
                UnitKind.Code => UnitFeature.HowToCode,
                UnitKind.ListItem => UnitFeature.HowToItem,
                UnitKind.Sentence => UnitFeature.HowToSentence,
                _ => null,
            };
            if (howTo is { } feature)
                Set(values, feature, 1);
        }

        if (unit.Kind == UnitKind.TableRow && (isValue || asked == QuestionKind.Thing))
            Set(values, UnitFeature.ValueRow, 1);
        if (isValue && isCode)
            Set(values, UnitFeature.ValueCode, 1);
        if (isValue && unit.Tokens.Exists(t => t.Kind == TokenKind.Number && !candidate.Question.Stems.Contains(t.Stem)))
            Set(values, UnitFeature.ValueNumber, 1);
        if (asked == QuestionKind.Definition)
            Set(values, isCode ? UnitFeature.DefinitionCode : UnitFeature.DefinitionFirst, isCode || IsFirst(candidate) ? 1 : 0);
    }

    // The first cell of a row, or the term that is defined.
    private double Name(SentenceCandidate candidate, char ends)
    {
        PassageText passage = candidate.Passage;
        int end = passage.Passage.Chunk.Text.IndexOf(ends, candidate.Unit.Span.Start, candidate.Unit.Span.Length);
        return end < 0 ? 0 : Share(new TermBag(candidate.Unit.Tokens.Where(t => t.Start < end)));
    }

    private double Heading(PassageText passage, EvidenceUnit unit) =>
        unit.Heading is { } index ? Share(HeadingsAt(passage, index))
        : passage.Passage.Chunk.HeadingPath is [.., { } last] && !ModelDirected.Is(last) ? Share(new TermBag(passage.Read(last)))
        : 0;

    // A question above an answer stands below the heading of the section.
    private static TermBag HeadingsAt(PassageText passage, int heading) =>
        passage.Units[heading].Heading is { } section
            ? new TermBag([.. passage.Units[heading].Tokens, .. passage.Units[section].Tokens])
            : passage.Bags[heading];

    private double Context(PassageText passage, EvidenceUnit unit) =>
        unit.Context is { } index ? Share(passage.Bags[index])
        : unit.HangsOnLead && passage.Lead is { } lead ? Share(lead)
        : 0;

    private double Section(SentenceCandidate candidate) =>
        _evidence
            .Candidates.Where(c => c.Passage == candidate.Passage && c.Index != candidate.Index && c.Unit.Heading == candidate.Unit.Heading)
            .Select(c => c.Features.Own)
            .DefaultIfEmpty(0)
            .Max();

    private double Meaning(SentenceCandidate candidate)
    {
        double held = 0;
        TermBag bag = candidate.Passage.Bags[candidate.Index];
        for (int i = 0; i < _evidence.Question.Terms.Length; i++)
            held += _evidence.Weights[i] * Math.Max(bag.Match(_evidence.Question.Terms[i].Token), _meanings.Match(i, candidate.Unit));
        return held / Math.Max(_evidence.Weights.Total, 1e-9);
    }

    private static bool IsFirst(SentenceCandidate candidate) =>
        candidate.Unit.Kind == UnitKind.Definition
        || (candidate.Unit.Kind == UnitKind.Sentence && (candidate.Index == 0 || candidate.Unit.Heading == candidate.Index - 1));

    /// <summary>The weighted share of the question's terms in a bag.</summary>
    private double Share(TermBag bag)
    {
        double held = 0;
        for (int i = 0; i < _evidence.Question.Terms.Length; i++)
            held += _evidence.Weights[i] * bag.Match(_evidence.Question.Terms[i].Token);
        return held / Math.Max(_evidence.Weights.Total, 1e-9);
    }

    private static void Set(double[] values, UnitFeature feature, double value) => values[(int)feature] = value;
}
