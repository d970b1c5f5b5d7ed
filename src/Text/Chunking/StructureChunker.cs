using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;
using Format = RagCluster.Text.Reading.DocumentFormat;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Cuts a document into chunks along its structure: never across a heading of the same or a higher level (but see
/// <see cref="SectionMerging"/> for tiny sections), sentences, tables and code blocks whole as long as they fit.
/// Deterministic, and linear in the length of the text.
/// </summary>
/// <param name="counter">Counts tokens; called once per sentence, table or code block.</param>
public sealed class StructureChunker(ITokenCounter counter)
{
    /// <summary>The document's chunks in order. Every non-blank character lies in at least one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">Budget and overlap.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public IReadOnlyList<TextChunk> Chunk(ExtractedDocument document, ChunkingOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        UnitCutter cutter = new(counter, document.Text, options.TokensMax);
        ChunkPacking packing = new(options);
        PageLookup pages = new(document.Pages);
        // The blocks of plain text and PDF are told by their looks, which whoever reads the chunk can do as well.
        bool isStated = document.Format is not (Format.PlainText or Format.Pdf);
        ChunkBlocks blocks = new(document);
        LineLookup lines = new(document);
        LinkLookup links = new(document.Links);
        List<TextChunk> chunks = new();
        foreach (Section section in SectionMerging.Merge(SectionSplitting.Split(document, cutter), options.TokensMax))
        {
            foreach ((int first, int end, int tokens) in packing.Pack(section.Units))
            {
                TextSpan span = new(section.Units[first].Span.Start, section.Units[end - 1].Span.End);
                TextSpan? lead = isStated ? blocks.LeadOf(span) : null;
                chunks.Add(
                    new TextChunk(chunks.Count, span.Start, span.End, section.Path, pages.At(span.Start), pages.At(span.End - 1), tokens)
                    {
                        Blocks = isStated ? blocks.Within(span) : [],
                        Lead = lead,
                        Lines = lines.Of(span, lead),
                        Links = links.Within(span),
                    }
                );
            }
        }

        return chunks;
    }
}
