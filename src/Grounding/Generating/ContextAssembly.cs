using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// What a model reads: the passages found, the best ones with the rest of their sections and of code that a chunk's border cut, in the
/// document's order, within a budget of tokens.
/// </summary>
internal static class ContextAssembly
{
    // So many of the best passages bring their sections: what answers stands in the first three in nine of ten cases, and further sections
    // would crowd out other passages.
    private const int SectionsMax = 3;

    internal static async Task<List<Passage>> AssembleAsync(
        IReadOnlyList<Passage> found,
        ReadNeighbours? neighbours,
        (int Passages, int Tokens) max,
        CancellationToken cancellationToken
    )
    {
        List<Passage> context = [];
        HashSet<ChunkId> taken = [];
        int tokens = 0;
        foreach ((int rank, Passage passage) in found.Take(max.Passages).Index())
        {
            if (!taken.Contains(passage.Chunk.Id) && !TryTake(passage))
                break;
            if (neighbours is null || rank >= SectionsMax)
                continue;
            Passage[] around = await neighbours(passage.Chunk.Id, cancellationToken);
            int at = Array.FindIndex(around, other => other.Chunk.Id == passage.Chunk.Id);
            if (at < 0)
                continue;
            for (int i = at + 1; i < around.Length && BelongsTogether(around[i - 1].Chunk, around[i].Chunk); i++)
            {
                if (!taken.Contains(around[i].Chunk.Id) && !TryTake(around[i]))
                    break;
            }

            for (int i = at - 1; i >= 0 && BelongsTogether(around[i].Chunk, around[i + 1].Chunk); i--)
            {
                if (!taken.Contains(around[i].Chunk.Id) && !TryTake(around[i]))
                    break;
            }
        }

        return InDocumentOrder(context);

        bool TryTake(Passage passage)
        {
            if (context.Count > 0 && tokens + passage.Chunk.TokenCount > max.Tokens)
                return false;
            tokens += passage.Chunk.TokenCount;
            context.Add(passage);
            return taken.Add(passage.Chunk.Id);
        }
    }

    // Of one section, or code that the border between them cuts.
    private static bool BelongsTogether(Chunk before, Chunk after) =>
        before.HeadingPath.SequenceEqual(after.HeadingPath, StringComparer.Ordinal)
        || (
            before.Blocks is [.., { Kind: ChunkBlockKind.Code or ChunkBlockKind.Table }]
            && after.Blocks is [{ Kind: ChunkBlockKind.Code or ChunkBlockKind.Table }, ..]
            && after.Blocks[0].Kind == before.Blocks[^1].Kind
        );

    // Documents stay in the order of their best passage; a document's passages are read from its beginning.
    private static List<Passage> InDocumentOrder(List<Passage> context) =>
        [.. context.GroupBy(passage => passage.Chunk.Id.Document).SelectMany(document => document.OrderBy(passage => passage.Chunk.Start))];
}
