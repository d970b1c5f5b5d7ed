using System.Globalization;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>What a client saw of a server on a failing disk, and what the next server on a healthy one has.</summary>
internal sealed class DiskOutcome
{
    /// <summary>What failed, by kind of file.</summary>
    internal SortedDictionary<string, int> Failed { get; set; } = [];

    /// <summary>Why the server refused to start; null when it started.</summary>
    internal string? StartRefusal { get; set; }

    /// <summary>Whether the server ended although nobody asked it to.</summary>
    internal bool Exited { get; set; }

    /// <summary>Texts that were acknowledged.</summary>
    internal List<string> Acknowledged { get; } = [];

    /// <summary>Those of them that were said to be indexed. What waits for a place to ship to is found when there is one again.</summary>
    internal HashSet<string> Indexed { get; } = [];

    /// <summary>Ids of documents whose deletion was acknowledged.</summary>
    internal List<string> Deleted { get; } = [];

    /// <summary>Whether the model was acknowledged.</summary>
    internal bool IsModelAdded { get; set; }

    /// <summary>Names of the backups that were acknowledged.</summary>
    internal List<string> Backups { get; } = [];

    /// <summary>What was refused, and how: <c>upload storage-full</c>.</summary>
    internal List<string> Refusals { get; } = [];

    /// <summary>What <c>/health</c> said at the end.</summary>
    internal string Health { get; set; } = "";

    /// <summary>What was acknowledged and is not there on a healthy disk, or is there and not whole.</summary>
    internal List<string> Wrong { get; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"failed {string.Join(", ", Failed.Select(pair => $"{pair.Key} {pair.Value}"))}; "
                + $"{(StartRefusal is null ? "started" : "start refused")}, acknowledged {Acknowledged.Count} documents "
                + $"({Indexed.Count} indexed), {Deleted.Count} deletions, "
                + $"{Backups.Count} backups, {(IsModelAdded ? 1 : 0)} models; refused "
                + $"{string.Join(", ", Refusals.CountBy(what => what).Select(pair => $"{pair.Key} {pair.Value}"))}; health {Health}; wrong "
                + $"{Wrong.Count}"
        );
}
