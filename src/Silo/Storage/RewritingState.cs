namespace RagCluster.Silo.Storage;

/// <summary>How far a node has come in bringing what is stored into the form of the settings; for its health check.</summary>
internal sealed class RewritingState
{
    /// <summary>What follows once all is done begins with it.</summary>
    internal const string Done = "done";

    private volatile Moment _now = new("waiting: the node has just started.", false);

    /// <summary>What is being done, for people; begins with one word for it.</summary>
    internal string Detail => _now.Detail;

    /// <summary>Whether the last try failed.</summary>
    internal bool IsLate => _now.IsLate;

    /// <summary>Notes what is being done.</summary>
    internal void Set(string detail) => _now = new Moment(detail, false);

    /// <summary>Notes that a step failed, which is tried again.</summary>
    internal void Fail(string detail) => _now = new Moment(detail, true);

    private sealed record Moment(string Detail, bool IsLate);
}
