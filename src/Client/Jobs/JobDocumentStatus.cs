using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Jobs;

/// <summary>What became of a document of a job.</summary>
[JsonConverter(typeof(WireEnumConverter<JobDocumentStatus>))]
public enum JobDocumentStatus
{
    /// <summary>A status that this client does not know.</summary>
    Unknown = 0,

    /// <summary>It waits, or is being indexed.</summary>
    Queued = 1,

    /// <summary>Answers use it.</summary>
    Indexed = 2,

    /// <summary>It was there already.</summary>
    Unchanged = 3,

    /// <summary>It could not be indexed; the error says why.</summary>
    Failed = 4,

    /// <summary>A later version of it took its place.</summary>
    Superseded = 5,
}
