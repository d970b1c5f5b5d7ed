using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Evidence;

/// <summary>A passage, divided into units, with what stands around them.</summary>
internal sealed class PassageText
{
    /// <summary>Characters of a chunk that are read; a chunk has some 256 tokens, so this bites only on broken input.</summary>
    internal const int LengthMax = 32_768;

    internal PassageText(Passage passage, int rank)
    {
        Passage = passage;
        Rank = rank;
        string text = passage.Chunk.Text;
        Units = UnitReader.Read(text.Length <= LengthMax ? text : text[..LengthMax]);
        Frame = new TermBag(Tokens.Read(passage.Title).Concat(passage.Chunk.HeadingPath.SelectMany(Tokens.Read)));
        Bags = [.. Units.Select(u => new TermBag(u.Tokens))];
        Whole = new TermBag(Units.SelectMany(u => u.Tokens));
    }

    internal Passage Passage { get; }

    /// <summary>Its place in the retrieval's order, from 0.</summary>
    internal int Rank { get; }

    internal List<EvidenceUnit> Units { get; }

    /// <summary>The terms of the document's title and of the headings above.</summary>
    internal TermBag Frame { get; }

    /// <summary>The terms of each unit.</summary>
    internal TermBag[] Bags { get; }

    /// <summary>The terms of the whole chunk.</summary>
    internal TermBag Whole { get; }

    internal string TextOf(EvidenceUnit unit) => Passage.Chunk.Text[unit.Span.Start..unit.Span.End];
}
