namespace RagCluster.Cluster.Tests.Ingest;

/// <summary>
/// One document as its only writer knows it. After an acknowledgement exactly one outcome is allowed; every attempt whose answer
/// never came adds its outcome to the allowed ones.
/// </summary>
internal sealed class LedgerEntry(string key, bool byName)
{
    private readonly HashSet<string?> _allowed = [null];
    private readonly List<Version> _versions = [];

    /// <summary>The id or name that the writer uses.</summary>
    internal string Key { get; } = key;

    /// <summary>Whether the document goes by its name; its id is then known from an acknowledgement only.</summary>
    internal bool ByName { get; } = byName;

    /// <summary>The document's id as far as known.</summary>
    internal string? Id { get; private set; } = byName ? null : key;

    /// <summary>Every version that was sent.</summary>
    internal IReadOnlyList<Version> Versions => _versions;

    /// <summary>The version whose answer never came last time; null when the last answer came.</summary>
    internal Version? Unanswered { get; private set; }

    /// <summary>Whether the document may be absent.</summary>
    internal bool MayBeAbsent => _allowed.Contains(null);

    /// <summary>The body that uploads a version.</summary>
    internal object Body(Version version) => ByName ? new { name = Key, text = version.Text } : new { id = Key, text = version.Text };

    /// <summary>Whether the document may have this version.</summary>
    internal bool Allows(Version version) => _allowed.Contains(version.Token);

    /// <summary>A version is about to be sent.</summary>
    internal void Sending(Version version)
    {
        Unanswered = version;
        _allowed.Add(version.Token);
        if (!_versions.Contains(version))
        {
            _versions.Add(version);
        }
    }

    /// <summary>The version that was sent is acknowledged.</summary>
    internal void Acknowledged(Version version, string id)
    {
        Id = id;
        Settle(version.Token);
    }

    /// <summary>A deletion is about to be sent.</summary>
    internal void Deleting() => _allowed.Add(null);

    /// <summary>The deletion is acknowledged.</summary>
    internal void Deleted() => Settle(null);

    private void Settle(string? outcome)
    {
        Unanswered = null;
        _allowed.Clear();
        _allowed.Add(outcome);
    }
}
