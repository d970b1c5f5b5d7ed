using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>A collection's counts without the documents that a caller does not see.</summary>
internal static class SeenCounts
{
    /// <summary>Takes the others away; only documents with a list are read.</summary>
    public static CollectionState Of(SqlSession session, CollectionState collection, AccessView view)
    {
        if (CollectionRows.FindKey(session, collection.Id) is not { } key)
            return collection;
        // Counted beside the rows: the counts that were read before may be older.
        CollectionState counted = CollectionRows.Find(session, collection.Id) ?? collection;
        List<DocumentRow> hidden = DocumentRows.Listed(session, key).FindAll(row => !view.Sees(row.Acl));
        return counted with
        {
            DocumentCount = counted.DocumentCount - hidden.Count,
            IndexedCount = counted.IndexedCount - hidden.Count(row => row.IndexedGeneration > 0),
            PendingCount = counted.PendingCount - hidden.Count(row => row.State == (int)DocumentState.Received),
            FailedCount = counted.FailedCount - hidden.Count(row => row.State == (int)DocumentState.Failed),
            ChunkCount = counted.ChunkCount - hidden.Sum(row => row.ChunkCount),
            ContentBytes = counted.ContentBytes - hidden.Sum(row => row.ContentBytes),
        };
    }
}
