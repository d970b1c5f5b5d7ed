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

    /// <summary>The slot of <c>tenant/collection/slot</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    internal static ShardSlot Slot(string key)
    {
        ShardId parts = Shard(key);
        return new ShardSlot(parts.Collection, parts.Number);
    }

    /// <summary>The shard of <c>tenant/collection/shard</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    private static ShardId Shard(string key)
    {
        string[] parts = key.Split('/');
        return parts.Length == 3 && int.TryParse(parts[2], out int shard)
            ? new ShardId(new CollectionId(parts[0], parts[1]), shard)
            : throw new FormatException($"'{key}' is not of the form tenant/collection/shard.");
    }

    /// <summary>The key of what is known of a query class's plans.</summary>
    internal static string TaskPlan(CollectionId collection, string queryClass) => $"{collection}/{queryClass}";

    /// <summary>The parts of <c>tenant/collection/queryClass</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    internal static (CollectionId Collection, string QueryClass) TaskPlan(string key)
    {
        string[] parts = key.Split('/');
        return parts.Length == 3
            ? (new CollectionId(parts[0], parts[1]), parts[2])
            : throw new FormatException($"'{key}' is not of the form tenant/collection/queryClass.");
    }

    /// <summary>The key of a shard's replica on a silo.</summary>
    internal static string Replica(ShardId shard, string silo) => $"{shard}/{silo}";

    /// <summary>The key of a model's grain on a silo.</summary>
    internal static string Model(string model, string silo) => $"{model}/{silo}";

    /// <summary>The model of such a key.</summary>
    internal static string Model(string key) => key[..key.LastIndexOf('/')];

    /// <summary>The parts of <c>tenant/collection/shard/silo</c>.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    internal static (ShardId Shard, string Silo) Replica(string key)
    {
        int last = key.LastIndexOf('/');
        return last > 0
            ? (Shard(key[..last]), key[(last + 1)..])
            : throw new FormatException($"'{key}' is not of the form tenant/collection/shard/silo.");
    }
}
