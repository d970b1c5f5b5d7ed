using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>Encodes a <see cref="LexicalSegment"/> term by term, in the byte order of the terms.</summary>
internal sealed class LexicalSegmentWriter(int[] rowLengths)
{
    private readonly TermTableWriter _terms = new();
    private readonly MemoryStream _postings = new();
    private readonly List<int> _postingOffsets = [0];
    private readonly List<int> _documentFrequencies = [];

    /// <summary>Writes one term; a term without postings is left out.</summary>
    /// <param name="term">The term in UTF-8, after all earlier ones in byte order.</param>
    /// <param name="postings">Its postings in row order.</param>
    internal void Append(ReadOnlySpan<byte> term, ReadOnlySpan<Posting> postings)
    {
        if (postings.IsEmpty)
            return;
        _terms.Append(term);
        int previous = -1;
        foreach (Posting posting in postings)
        {
            VariableBytes.Write(_postings, posting.Row - previous);
            VariableBytes.Write(_postings, posting.Frequency);
            previous = posting.Row;
        }

        _postingOffsets.Add(checked((int)_postings.Length));
        _documentFrequencies.Add(postings.Length);
    }

    internal LexicalSegment Finish() => new(_terms.Finish(), _postings.ToArray(), [.. _postingOffsets], [.. _documentFrequencies], rowLengths);
}
