using RagCluster.Access.Auditing;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Storage;

namespace RagCluster.Grains.Access;

/// <summary>Adds to the audit log of a store that no server has open, for what a command does to the store itself.</summary>
public static class StoppedStoreAudit
{
    /// <summary>Who such a command is: whoever has the store at hand, which asks nobody for credentials.</summary>
    public const string Subject = "command-line";

    /// <summary>From where it comes.</summary>
    public const string Address = "local";

    /// <summary>Adds an entry as a block of its own.</summary>
    /// <param name="values">The store's small values.</param>
    /// <param name="done">What was done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagCluster.Corpus.Errors.RagException">Unavailable: the log's last block can't be read.</exception>
    public static async Task AppendAsync(IKeyValueStore values, AuditEvent done, CancellationToken cancellationToken)
    {
        AuditArchive archive = new(values);
        // Who was first at a place has moved the log on: each attempt looks at a later one.
        while (
            !await archive.AppendAsync(ChainedBlock<AuditEvent>.Seal(await archive.LastAsync(cancellationToken), [done]), cancellationToken)
        )
            cancellationToken.ThrowIfCancellationRequested();
    }
}
