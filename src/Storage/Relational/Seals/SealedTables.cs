using System.Buffers.Binary;
using RagCluster.Corpus.Damage;
using RagCluster.Shards.Bytes;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// Every table and what its rows' checksums are made of. Not under one: the counts of a collection, which follow from its documents and
/// have a check of their own (<c>count_check</c>), and <c>blobs</c>, whose hash is one.
/// </summary>
internal static class SealedTables
{
    /// <summary>
    /// What a record that holds something adds to the checksum of its row, so that one that becomes obsolete is changed without being read.
    /// </summary>
    internal const long LiveRecord = 1L << 60;

    /// <summary>Collections without their counts.</summary>
    internal static readonly SealedTable Collections = new(
        "collections",
        DamageKinds.Collection,
        ["tenant", "name", "settings", "shard_count", "created_at", "first_shard", "beside_shard"],
        ["key"]
    );

    /// <summary>Documents.</summary>
    internal static readonly SealedTable Documents = new(
        "documents",
        DamageKinds.Document,
        [
            "collection",
            "id",
            "generation",
            "indexed_generation",
            "state",
            "name",
            "title_given",
            "title",
            "uri",
            "media_type",
            "metadata",
            "content_hash",
            "content_bytes",
            "failure_code",
            "failure_message",
            "chunk_count",
            "log_sequence",
            "created_at",
            "updated_at",
            "received_at",
            "open_attempts",
        ],
        ["key"]
    );

    /// <summary>Names of documents.</summary>
    internal static readonly SealedTable Names = new(
        "document_names",
        DamageKinds.Name,
        ["collection", "name", "document"],
        ["collection", "name"]
    );

    /// <summary>Which bytes are the content of a version.</summary>
    internal static readonly SealedTable Contents = new(
        "contents",
        DamageKinds.Content,
        ["document", "generation", "blob"],
        ["document", "generation"]
    );

    /// <summary>Extracted texts, which carry a checksum of their own too.</summary>
    internal static readonly SealedTable Texts = new("texts", DamageKinds.Text, ["document", "generation", "bytes"], ["key"])
    {
        Sum = values => IsWhole(values[2]) ? RowChecksum.Of("texts", values[0], values[1], Seal((byte[])values[2]!)) : RowChecksum.Missing,
    };

    /// <summary>Records of shards, which carry a checksum of their own too.</summary>
    internal static readonly SealedTable Logs = new(
        "shard_log",
        DamageKinds.LogRecord,
        ["collection", "shard", "sequence", "document", "generation", "payload"],
        ["key"]
    )
    {
        Sum = values =>
            values[5] is null ? RowChecksum.Of("shard_log", values.AsSpan(0, 5))
            : IsWhole(values[5]) ? RowChecksum.Of("shard_log", values.AsSpan(0, 5)) + LiveRecord
            : RowChecksum.Missing,
    };

    /// <summary>Jobs.</summary>
    internal static readonly SealedTable Jobs = new(
        "jobs",
        DamageKinds.Job,
        ["id", "collection", "created_at", "change", "is_open"],
        ["key"]
    );

    /// <summary>Documents of jobs.</summary>
    internal static readonly SealedTable JobDocuments = new(
        "job_documents",
        DamageKinds.Job,
        ["job", "position", "name", "document", "document_id", "generation", "state", "failure_code", "failure_message", "steps"],
        ["job", "position"]
    )
    {
        Sum = values => RowChecksum.Of("job_documents", values.AsSpan(0, 6)) + JobProgress(values.AsSpan(6)),
    };

    /// <summary>Small values. The version is a part of its own, since one statement raises it unread.</summary>
    internal static readonly SealedTable KeyValues = new(
        "key_values",
        DamageKinds.KeyValue,
        ["scope", "key", "value", "version"],
        ["scope", "key"]
    )
    {
        Sum = values => unchecked(RowChecksum.Of("key_values", values.AsSpan(0, 3)) + RowChecksum.OfCount(values[3])),
    };

    /// <summary>Owners of resources. The epoch is a part of its own, since one statement raises it unread.</summary>
    internal static readonly SealedTable Epochs = new("epochs", DamageKinds.Epoch, ["resource", "owner", "taken_at", "epoch"], ["resource"])
    {
        Sum = values => unchecked(RowChecksum.Of("epochs", values.AsSpan(0, 3)) + RowChecksum.OfCount(values[3])),
    };

    /// <summary>Cached values.</summary>
    internal static readonly SealedTable Cached = new(
        "cold_cache",
        DamageKinds.Cached,
        ["part", "digest", "key", "value", "cost", "expires_at"],
        ["part", "digest"]
    );

    /// <summary>All of them; what others are made again from comes first.</summary>
    internal static readonly SealedTable[] All =
    [
        Collections,
        Documents,
        Contents,
        Names,
        Texts,
        Logs,
        Jobs,
        JobDocuments,
        KeyValues,
        Epochs,
        Cached,
    ];

    /// <summary>The part of a job's document that changes.</summary>
    /// <param name="values">State, failure's code and message, steps.</param>
    internal static long JobProgress(params ReadOnlySpan<object?> values) => RowChecksum.Of("job_progress", values);

    /// <summary>The checksum at the end of bytes that carry one.</summary>
    internal static long Seal(byte[] bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)));

    private static bool IsWhole(object? value) =>
        value is byte[] { Length: >= sizeof(uint) } bytes && Checksum.Of(bytes.AsSpan(0, bytes.Length - sizeof(uint))) == Seal(bytes);
}
