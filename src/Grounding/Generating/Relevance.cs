using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Says whether a supported part of a model's answer is about what was asked: a model that tells true things of other matters does not
/// answer. It compares terms and is lenient: a part that goes on
/// about the same passage, or about what an answering part named, needs none of its own.
/// </summary>
internal sealed class Relevance
{
    // The least share of what the passage that holds most of the question holds of it. What is about something else holds a common word of
    // the question by chance. Chosen where the answering sentences of development questions that are dropped and the sentences of other
    // questions that are kept are fewest together.
    private const double ShareMin = 0.25;

    // A question of which the passages hold less is asked in other words than theirs, and terms can't tell what answers it.
    private const double HeldMin = 0.25;

    private readonly AnalysedQuestion _question;
    private readonly TermWeights _weights;
    private readonly HashSet<PassageText> _answering = [];
    private readonly List<TermBag> _given = [];
    private readonly double _held;
    private readonly LanguageWords _language;
    private readonly Dictionary<PassageText, PassageText> _stemmed = [];

    internal Relevance(Question question, IReadOnlyList<PassageText> passages)
    {
        LanguageWords language = QuestionLanguage.Of(question, [.. passages.Select(passage => passage.Passage)]);
        _language = language;
        if (language.Analyzer is not null)
            _stemmed = passages.ToDictionary(passage => passage, passage => new PassageText(passage.Passage, passage.Rank, language));
        passages = [.. passages.Select(Stemmed)];
        _question = QuestionReader.Read(question.Text, language);
        _weights = new TermWeights(_question, passages, question.Frequency);
        _held = _weights.Total > 0 ? passages.Max(passage => Share([passage.Whole, passage.Frame])) : 0;
    }

    /// <summary>Whether the part answers, or goes on with what did.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="passage">The passage that supports it.</param>
    /// <param name="span">Where.</param>
    internal bool Answers(string text, PassageText passage, TextSpan span)
    {
        passage = Stemmed(passage);
        TermBag written = new(_language.Read(text));
        bool goesOn = _answering.Contains(passage) || _given.Exists(bag => bag.Common(written) > 0);
        if (_held >= HeldMin && !goesOn && Share(written, passage, span) < ShareMin * _held)
            return false;
        _answering.Add(passage);
        _given.Add(written);
        return true;
    }

    // What is checked is read in English; what answers, in the language of the question.
    private PassageText Stemmed(PassageText passage) => _stemmed.GetValueOrDefault(passage, passage);

    private double Share(TermBag written, PassageText passage, TextSpan span)
    {
        int first = passage.Units.FindIndex(unit => unit.Span.End > span.Start);
        int last = passage.Units.FindLastIndex(unit => unit.Span.Start < span.End);
        List<TermBag> held = [written, passage.Frame];
        if (passage.Lead is { } lead)
            held.Add(lead);
        for (int i = Math.Max(0, first - 1); i <= Math.Min(last + 1, passage.Units.Count - 1); i++)
            held.Add(passage.Bags[i]);
        if (first >= 0 && passage.Units[first].Heading is { } heading)
            held.Add(passage.Bags[heading]);
        return Share(held);
    }

    private double Share(List<TermBag> held)
    {
        double share = 0;
        for (int i = 0; i < _question.Terms.Length; i++)
            share += _weights[i] * held.Max(bag => bag.Match(_question.Terms[i].Token));
        return share / _weights.Total;
    }
}
