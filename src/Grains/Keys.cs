using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Grains;

/// <summary>Reads the keys of grains.</summary>
internal static class Keys
{
    /// <summary>The parts of <c>tenant/collection/document</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    internal static (CollectionId Collection, DocumentId Document) Document(string key)
    {
        string[] parts = key.Split('/');
        return parts.Length == 3
            ? (new CollectionId(parts[0], parts[1]), new DocumentId(parts[2]))
            : throw new FormatException($"'{key}' is not of the form tenant/collection/document.");
    }

    /// <summary>The parts of <c>tenant/collection/shard/replica</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    internal static (ShardId Shard, int Replica) Shard(string key)
    {
        string[] parts = key.Split('/');
        return parts.Length == 4 && int.TryParse(parts[2], out int shard) && int.TryParse(parts[3], out int replica)
            ? (new ShardId(new CollectionId(parts[0], parts[1]), shard), replica)
            : throw new FormatException($"'{key}' is not of the form tenant/collection/shard/replica.");
    }
}
