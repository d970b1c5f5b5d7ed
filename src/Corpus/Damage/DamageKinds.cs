namespace RagCluster.Corpus.Damage;

/// <summary>What can be damaged: the values of the label <c>kind</c> of <c>rag_shard_damage_total</c>.</summary>
public static class DamageKinds
{
    /// <summary>A segment's file.</summary>
    public const string Segment = "segment";

    /// <summary>A shard's manifest.</summary>
    public const string Manifest = "manifest";

    /// <summary>A record of a shard's log.</summary>
    public const string LogRecord = "log_record";

    /// <summary>A document's extracted text.</summary>
    public const string Text = "text";

    /// <summary>A document's original content, or which bytes it is.</summary>
    public const string Content = "content";

    /// <summary>A document's row.</summary>
    public const string Document = "document";

    /// <summary>A name of a document.</summary>
    public const string Name = "name";

    /// <summary>A collection's row or its counts.</summary>
    public const string Collection = "collection";

    /// <summary>A job or its progress.</summary>
    public const string Job = "job";

    /// <summary>The state of a grain, a shard map, or another small value.</summary>
    public const string KeyValue = "key_value";

    /// <summary>The owner of a shard's log.</summary>
    public const string Epoch = "epoch";

    /// <summary>A cached value.</summary>
    public const string Cached = "cached";

    /// <summary>The database's own structure: a page, an index.</summary>
    public const string Database = "database";

    /// <summary>What is whole again once a document was sent again.</summary>
    public static readonly IReadOnlyList<string> Sent = [Content, Name];

    /// <summary>What is whole again once a document was indexed again.</summary>
    public static readonly IReadOnlyList<string> Indexed = [LogRecord, Text, Document];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Segment,
        Manifest,
        LogRecord,
        Text,
        Content,
        Document,
        Name,
        Collection,
        Job,
        KeyValue,
        Epoch,
        Cached,
        Database,
    ];
}
