using System.Runtime.InteropServices;
using RagCluster.Lexical.Sections;
using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>Writes the section of a <see cref="LexicalSegment"/> term by term, in the byte order of the terms.</summary>
internal sealed class LexicalSegmentWriter
{
    private readonly int[] _rowLengths;
    private readonly byte[] _codes;
    private readonly int[] _codeLengths;
    private readonly TermTableWriter _terms = new();
    private readonly ByteSink _entries = new();
    private readonly ByteSink _postings = new();
    private readonly ByteSink _positions = new();
    private readonly PostingListEncoder _encoder = new();

    internal LexicalSegmentWriter(int[] rowLengths)
    {
        _rowLengths = rowLengths;
        _codeLengths = LengthCodes.TableFor(rowLengths);
        _codes = LengthCodes.Encode(rowLengths, _codeLengths);
    }

    /// <summary>Writes one term; a term without postings is left out.</summary>
    /// <param name="term">The term in UTF-8, after all earlier ones in byte order.</param>
    /// <param name="postings">Its postings in row order.</param>
    /// <param name="runs">For every posting its run of positions; see <see cref="PositionRuns"/>.</param>
    internal void Append(ReadOnlySpan<byte> term, ReadOnlySpan<Posting> postings, ReadOnlySpan<byte> runs)
    {
        if (postings.IsEmpty)
            return;
        _terms.Append(term);
        _entries.WriteInteger(postings.Length);
        _entries.WriteInteger(_postings.Length);
        _entries.WriteInteger(_positions.Length);
        _encoder.Encode(postings, new LengthTable(_codes, _codeLengths), _postings);
        PositionRuns.Write(runs, postings.Length, _positions);
    }

    internal LexicalSegment Finish()
    {
        _postings.Take(BlockPacking.SlackBytes).Clear();
        ByteSink section = new();
        SectionHeader header = new() { RowCount = _rowLengths.Length, TermCount = _terms.Count };
        section.Take(SectionHeader.SizeBytes);
        Append(SectionPart.RowLengths, MemoryMarshal.AsBytes(_rowLengths.AsSpan()));
        Append(SectionPart.LengthCodes, _codes);
        Append(SectionPart.CodeLengths, MemoryMarshal.AsBytes(_codeLengths.AsSpan()));
        Append(SectionPart.TermIndex, _terms.Index.Written);
        Append(SectionPart.TermText, _terms.Text.Written);
        Append(SectionPart.TermEntries, _entries.Written);
        Append(SectionPart.Postings, _postings.Written);
        Append(SectionPart.Positions, _positions.Written);
        if (section.Length > SectionHeader.SectionBytesMax)
            throw new InvalidOperationException(
                $"A lexical section holds at most {SectionHeader.SectionBytesMax} bytes; this one has {section.Length}: build "
                    + $"smaller segments."
            );
        header.SectionBytes = section.Length;
        byte[] bytes = section.Written.ToArray();
        header.Write(bytes);
        return LexicalSegment.Open(bytes);

        void Append(SectionPart part, ReadOnlySpan<byte> content)
        {
            section.Align(SectionHeader.Alignment);
            header[part] = (section.Length, content.Length);
            section.Write(content);
        }
    }
}
