using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Tokenizing;
using Format = RagCluster.Text.Reading.DocumentFormat;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Cuts a document into chunks along its structure: never across a heading of the same or a higher level (but see
/// <see cref="SectionMerging"/> for tiny sections), sentences, tables and code blocks whole as long as they fit.
/// Deterministic, and linear in the length of the text.
/// </summary>
public sealed class StructureChunker
{
    private readonly ITokenCounter _counter;
    private readonly Func<TimeSpan> _processorTime;

    /// <summary>A chunker.</summary>
    /// <param name="counter">Counts tokens; called once per sentence, table or code block.</param>
    public StructureChunker(ITokenCounter counter)
        : this(counter, ThreadTime.Now) { }

    internal StructureChunker(ITokenCounter counter, Func<TimeSpan> processorTime) => (_counter, _processorTime) = (counter, processorTime);

    /// <summary>The document's chunks in order. Every non-blank character lies in at least one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">Budget and overlap.</param>
    /// <param name="cancellationToken">Ends the chunking within a unit.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="UnreadableDocumentException">The chunks would take many times the text, or too much processor time.</exception>
    public IReadOnlyList<TextChunk> Chunk(
        ExtractedDocument document,
        ChunkingOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ChunkingWatch watch = new(TimeMax(document.Text.Length), _processorTime, cancellationToken);
        UnitCutter cutter = new(_counter, document.Text, options.TokensMax, watch);
        ChunkPacking packing = new(options);
        PageLookup pages = new(document.Pages);
        // The blocks of plain text and PDF are told by their looks, which whoever reads the chunk can do as well.
        bool isStated = document.Format is not (Format.PlainText or Format.Pdf);
        ChunkBlocks blocks = new(document);
        LineLookup lines = new(document);
        LinkLookup links = new(document.Links);
        ChunkVolume volume = new(document.Text.Length);
        List<TextChunk> chunks = new();
        foreach (Section section in SectionMerging.Merge(SectionSplitting.Split(document, cutter), options.TokensMax))
        {
            foreach ((int first, int end, int tokens) in packing.Pack(section.Units))
            {
                TextSpan span = new(section.Units[first].Span.Start, section.Units[end - 1].Span.End);
                TextSpan? lead = isStated ? blocks.LeadOf(span) : null;
                (int? firstPage, int? lastPage) = (pages.At(span.Start), pages.At(span.End - 1));
                chunks.Add(
                    new TextChunk(chunks.Count, span.Start, span.End, section.Path, firstPage, lastPage, tokens)
                    {
                        PageBreaks = pages.Breaks(firstPage, lastPage),
                        Blocks = isStated ? blocks.Within(span) : [],
                        Lead = lead,
                        Lines = lines.Of(span, lead),
                        Links = links.Within(span),
                    }
                );
                volume.Add(chunks[^1]);
            }
        }

        return chunks;
    }

    // As much as the reading of a file of this size may take, of which an ordinary text takes a tenth here as well.
    private static TimeSpan TimeMax(int textLength) => new ProcessLimits().CpuTimeFor(textLength);
}
