using RagCluster.Corpus.Collections;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>Forgets who sent documents.</summary>
internal static class SenderWrites
{
    // What waits for the writer meanwhile waits a moment only.
    private const int RowsMax = 200;

    /// <summary>Forgets it of some of a collection's documents.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="id">The collection.</param>
    /// <param name="sender">The principal.</param>
    /// <returns>Of how many; 0 when there are no more.</returns>
    public static int Forget(SqlSession session, CollectionId id, string sender)
    {
        if (CollectionRows.FindKey(session, id) is not { } collection)
            return 0;
        List<DocumentRow> sent = DocumentRows.SentBy(session, collection, sender, RowsMax);
        foreach (DocumentRow row in sent)
            DocumentRows.Save(session, row with { SentBy = null });
        return sent.Count;
    }
}
