using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// Fills an answer with the units that most likely hold what is asked, best first, each with what it needs to be read, as long as there is
/// space and each further one has evidence of its own.
/// </summary>
internal sealed class AnswerFiller
{
    // What is longer is read like a page, not like an answer: at most 1,200 characters, of which a few are left for what joins the parts.
    private const int LengthMax = 1_195;

    // A further row must say this share of the question itself: what its head says, all rows have.
    private const double OwnMin = 0.1;
    private const double SiblingShare = 0.8;

    private readonly EvidenceSet _evidence;
    private readonly UnitModel _model = UnitModel.Instance;
    private readonly List<(SentenceCandidate Candidate, double Odds)> _open;
    private readonly ShownAnswer _shown;

    // How far the answer holds each term of the question.
    private readonly double[] _held;

    private AnswerFiller(RatedUnits rated, ShownAnswer shown)
    {
        _evidence = rated.Evidence;
        _held = new double[_evidence.Question.Terms.Length];
        _open = [.. rated.Units];
        _shown = shown;
    }

    /// <summary>The passages with what is shown of them, in the order in which they were first taken.</summary>
    internal static IReadOnlyList<ShownPassage> Fill(RatedUnits rated) => Fill([rated]);

    /// <summary>The same for each part of a question: each has its share of the space, and none repeats another.</summary>
    internal static IReadOnlyList<ShownPassage> Fill(IReadOnlyList<RatedUnits> parts)
    {
        ShownAnswer shown = new();
        for (int i = 0; i < parts.Count; i++)
            Fill(parts[i], shown, LengthMax * (i + 1) / parts.Count);
        SectionRest.Show(shown, LengthMax);
        return shown.Passages;
    }

    private static void Fill(RatedUnits rated, ShownAnswer shown, int lengthMax)
    {
        AnswerFiller filler = new(rated, shown);
        double? least = null;
        while (filler._open.Count > 0)
        {
            (int next, double worth) = filler.Best();
            SentenceCandidate candidate = filler._open[next].Candidate;
            filler._open.RemoveAt(next);
            if (worth < least)
                break;
            if ((least is not null && !filler.HasEvidence(candidate)) || !shown.TryShow(candidate, lengthMax))
                continue;
            least ??= worth - filler._model.DropMax;
            for (int i = 0; i < filler._held.Length; i++)
                filler._held[i] = Math.Max(filler._held[i], filler.Match(candidate, i));
        }
    }

    private (int Index, double Worth) Best()
    {
        (int Index, double Worth) best = (0, double.NegativeInfinity);
        for (int i = 0; i < _open.Count; i++)
        {
            // In the order of their odds, no later one can come to more.
            if (_open[i].Odds + _model.NewTerms < best.Worth)
                break;
            double worth =
                _open[i].Odds
                + (_shown.Passages.Count > 0 ? _model.NewTerms * Novelty(_open[i].Candidate) : 0)
                - (_model.LengthPrice * _open[i].Candidate.Unit.Span.Length / LengthMax)
                - (IsApart(_open[i].Candidate) ? _model.ApartPrice : 0);
            if (worth > best.Worth)
                best = (i, worth);
        }

        return best;
    }

    // What all rows of a table or items of a list have speaks for none of them: a further one must be named as well as the one that is
    // shown, or say what the answer has not.
    private bool HasEvidence(SentenceCandidate candidate)
    {
        bool isSteps = candidate.Question.Kind == QuestionKind.HowTo && candidate.Unit.Kind == UnitKind.ListItem;
        if (candidate.Unit.Kind is not (UnitKind.TableRow or UnitKind.ListItem or UnitKind.Definition) || isSteps)
            return true;
        ShownPassage? place = _shown.Find(candidate.Passage);
        double own = Held(candidate.Passage, candidate.Index);
        double siblings =
            place?.Units.Where(i => IsSibling(candidate.Unit, candidate.Passage.Units[i])).Max(i => (double?)Held(candidate.Passage, i))
            ?? 0;
        return Novelty(candidate) >= OwnMin
            || (own >= SiblingShare * siblings && (candidate.Unit.Kind == UnitKind.ListItem || own >= OwnMin));
    }

    private static bool IsSibling(EvidenceUnit unit, EvidenceUnit other) =>
        unit.Kind == other.Kind && unit.Context == other.Context && unit.Heading == other.Heading;

    // The weighted share of the question's terms that a unit holds itself.
    private double Held(PassageText passage, int index)
    {
        double held = 0;
        for (int i = 0; i < _held.Length; i++)
            held += _evidence.Weights[i] * passage.Bags[index].Match(_evidence.Question.Terms[i].Token);
        return held / Math.Max(_evidence.Weights.Total, 1e-9);
    }

    private bool IsApart(SentenceCandidate candidate) =>
        _shown.Passages.Count > 0
        && _shown.Passages.All(s => s.Passage.Passage.Chunk.Id.Document != candidate.Passage.Passage.Chunk.Id.Document);

    // The weighted share of the question's terms that the unit holds and the answer does not.
    private double Novelty(SentenceCandidate candidate)
    {
        double found = 0;
        for (int i = 0; i < _held.Length; i++)
            found += _evidence.Weights[i] * Math.Max(0, Match(candidate, i) - _held[i]);
        return found / Math.Max(_evidence.Weights.Total, 1e-9);
    }

    private double Match(SentenceCandidate candidate, int term) =>
        candidate.Passage.Bags[candidate.Index].Match(_evidence.Question.Terms[term].Token);
}
