using System.Text.Json.Serialization;

namespace RagCluster.Client.Jobs;

/// <summary>Work that the server does after it has answered: documents to be indexed, or a change of model.</summary>
public sealed record Job
{
    /// <summary>Its id.</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>The collection.</summary>
    public string Collection { get; init; } = "";

    /// <summary>How it stands.</summary>
    public JobStatus Status { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its documents.</summary>
    public int Total { get; init; }

    /// <summary>Those that wait.</summary>
    public int Queued { get; init; }

    /// <summary>Those that were indexed.</summary>
    public int Indexed { get; init; }

    /// <summary>Those that were there already.</summary>
    public int Unchanged { get; init; }

    /// <summary>Those that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Those that a later version took the place of.</summary>
    public int Superseded { get; init; }

    /// <summary>Each document.</summary>
    public JobDocument[] Documents { get; init; } = [];

    /// <summary>The change of model; null for a job of documents.</summary>
    public JobModelChange? ModelChange { get; init; }

    /// <summary>Whether nothing more happens.</summary>
    public bool IsFinished => Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;
}
