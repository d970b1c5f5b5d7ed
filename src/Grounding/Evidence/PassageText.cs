using System.Text;
using RagCluster.Corpus.Answers;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Evidence;

/// <summary>A passage, divided into units, with what stands around them.</summary>
internal sealed class PassageText
{
    /// <summary>Characters of a chunk that are read; a chunk has some 256 tokens, so this bites only on broken input.</summary>
    internal const int LengthMax = 32_768;

    private readonly LanguageWords _language;

    /// <summary>Reads a passage.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="rank">Its place in the retrieval's order, from 0.</param>
    /// <param name="language">The language of the question by whose stems its words are told; null for English.</param>
    internal PassageText(Passage passage, int rank, LanguageWords? language = null)
    {
        _language = language ?? LanguageWords.All[0];
        Passage = passage;
        Rank = rank;
        string text = passage.Chunk.Text;
        Units =
            passage.Chunk.Blocks.Length > 0
                ? StructuredUnits.Read(passage.Chunk, LengthMax)
                : UnitReader.Read(text.Length <= LengthMax ? text : text[..LengthMax]);
        if (_language.Analyzer is not null)
            Units = Units.ConvertAll(unit => unit with { Tokens = _language.Stem(text, unit.Tokens) });
        SpeaksToModel = ModelDirected.Mark(text, Units);
        Title = ModelDirected.Is(passage.Title) ? "" : passage.Title;
        Frame = new TermBag(Read(Title).Concat(passage.Chunk.HeadingPath.Where(h => !ModelDirected.Is(h)).SelectMany(Read)));
        List<Token>[] tokens = [.. Units.Select(u => u.Block is null ? u.Tokens : WithParts(text, u.Tokens))];
        Bags = Array.ConvertAll(tokens, unit => new TermBag(unit));
        if (passage.Chunk.Lead is { } lead && !ModelDirected.Is(lead.Text))
        {
            LeadTokens = Read(lead.Text);
            Lead = new TermBag(WithParts(lead.Text, LeadTokens));
        }

        IEnumerable<Token> own = tokens.Where((_, i) => !SpeaksToModel[i]).SelectMany(unit => unit);
        Whole = new TermBag(own.Concat(LeadTokens));
    }

    internal Passage Passage { get; }

    /// <summary>The document's title; empty when it speaks to a model.</summary>
    internal string Title { get; }

    /// <summary>Its place in the retrieval's order, from 0.</summary>
    internal int Rank { get; }

    /// <summary>Its score as a share of the best passage's, 0 to 1; 1 where the scores say nothing.</summary>
    internal double Relative { get; init; } = 1;

    internal List<EvidenceUnit> Units { get; }

    /// <summary>Which units are no evidence, since they speak to a model.</summary>
    internal bool[] SpeaksToModel { get; }

    /// <summary>The terms of the document's title and of the headings above.</summary>
    internal TermBag Frame { get; }

    /// <summary>The terms of each unit.</summary>
    internal TermBag[] Bags { get; }

    /// <summary>
    /// The terms of what stands before the chunk and its first block hangs on; null for nothing, or when it speaks to a model.
    /// </summary>
    internal TermBag? Lead { get; }

    /// <summary>The words of the same.</summary>
    internal List<Token> LeadTokens { get; } = [];

    /// <summary>The terms of the whole chunk and of what it hangs on.</summary>
    internal TermBag Whole { get; }

    /// <summary>The words and numbers of something that stands above the chunk.</summary>
    internal List<Token> Read(string text) => _language.Read(text);

    /// <summary>Whether a span holds a unit that speaks to a model.</summary>
    internal bool HoldsModelDirected(TextSpan span) =>
        Units.Where((u, i) => SpeaksToModel[i] && u.Span.Start < span.End && u.Span.End > span.Start).Any();

    /// <summary>The chunk's text without what speaks to a model.</summary>
    internal string WithoutModelDirected()
    {
        string text = Passage.Chunk.Text;
        return Array.Exists(SpeaksToModel, speaks => speaks) ? WithoutModelDirected(0, text.Length).Trim() : text;
    }

    /// <summary>A part of the chunk's text without what speaks to a model.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    internal string WithoutModelDirected(int from, int to)
    {
        string text = Passage.Chunk.Text;
        StringBuilder kept = new(to - from);
        for (int i = 0; i < Units.Count; i++)
        {
            TextSpan unit = Units[i].Span;
            if (!SpeaksToModel[i] || unit.End <= from || unit.Start >= to)
                continue;
            kept.Append(text.AsSpan(from, Math.Max(0, unit.Start - from)));
            from = Math.Min(to, unit.End);
        }

        return kept.Append(text.AsSpan(from, to - from)).ToString();
    }

    // Where the structure is known, the text is documentation as often as not, with identifiers in its sentences too.
    private List<Token> WithParts(string text, List<Token> tokens) =>
        [.. tokens, .. _language.Stem(text, [.. IdentifierParts.Of(text, tokens)])];

    internal string TextOf(EvidenceUnit unit) => Passage.Chunk.Text[unit.Span.Start..unit.Span.End];
}
