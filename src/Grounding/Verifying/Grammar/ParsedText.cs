using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>A claim, or a window of a source: its tokens with their parts of speech, sentences and predicates.</summary>
internal sealed class ParsedText
{
    private readonly int[] _sentences;
    private readonly Lazy<List<Predicate>> _predicates;

    /// <summary>Reads sentences.</summary>
    /// <param name="text">The text that the tokens stand in.</param>
    /// <param name="sentences">The tokens of each sentence.</param>
    internal ParsedText(string text, IReadOnlyList<List<Token>> sentences)
    {
        Text = text;
        Tokens = [.. sentences.SelectMany(s => s)];
        Parts = [.. sentences.SelectMany(Tagger.Tag)];
        _sentences = [.. sentences.SelectMany((s, i) => Enumerable.Repeat(i, s.Count))];
        SentenceCount = sentences.Count;
        _predicates = new Lazy<List<Predicate>>(() => PredicateReader.Read(text, Tokens, Parts));
    }

    internal string Text { get; }

    internal List<Token> Tokens { get; }

    internal PartOfSpeech[] Parts { get; }

    internal int SentenceCount { get; }

    /// <summary>What is said of whom, one for each verb.</summary>
    internal List<Predicate> Predicates => _predicates.Value;

    /// <summary>The sentence that a token stands in.</summary>
    internal int SentenceOf(int token) => _sentences[token];
}
