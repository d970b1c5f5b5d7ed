using RagCluster.Corpus.Collections;

namespace RagCluster.Storage.Sqlite.Rows;

/// <summary>A job's own row.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Collection">The collection.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record JobHead(long Key, CollectionId Collection, DateTimeOffset CreatedAt);
