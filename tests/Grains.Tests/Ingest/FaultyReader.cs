using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>
/// Reads documents as the product does, but for those that hold a word which a test has named: they fail as if a disk did.
/// </summary>
internal sealed class FaultyReader : IDocumentReader
{
    private readonly InProcessReader _reader = new();

    /// <summary>The words.</summary>
    internal static ConcurrentDictionary<string, bool> Faults { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    // Inlined it would be missing from the stack, which says where a failure came from.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct)
    {
        string text = Encoding.UTF8.GetString(content.Span);
        return Faults.Keys.Any(word => text.Contains(word, StringComparison.Ordinal))
            ? throw new IOException($"The disk says no to {name}.")
            : _reader.ReadAsync(content, name, lane, ct);
    }
}
