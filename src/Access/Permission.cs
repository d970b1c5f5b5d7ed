namespace RagCluster.Access;

/// <summary>What a caller may do. Each operation of the HTTP interface needs one of them.</summary>
[Flags]
public enum Permission
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>documents:read</c>: see collections, documents, chunks and jobs.</summary>
    DocumentsRead = 1 << 0,

    /// <summary><c>documents:write</c>: create and change collections, add documents.</summary>
    DocumentsWrite = 1 << 1,

    /// <summary><c>documents:delete</c>: delete documents and collections.</summary>
    DocumentsDelete = 1 << 2,

    /// <summary><c>query:execute</c>: search, embed, rerank, see which models there are.</summary>
    QueryExecute = 1 << 3,

    /// <summary><c>generate:execute</c>: ask for answers.</summary>
    GenerateExecute = 1 << 4,

    /// <summary><c>models:manage</c>: fetch, load and unload models.</summary>
    ModelsManage = 1 << 5,

    /// <summary><c>metrics:read</c>: scrape the metrics and the depth of the queue.</summary>
    MetricsRead = 1 << 6,

    /// <summary><c>system:admin</c>: keys, the cluster, plans, experiments, tuning and the interface's description.</summary>
    SystemAdmin = 1 << 7,
}
