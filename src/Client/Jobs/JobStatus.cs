using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Jobs;

/// <summary>How a job stands.</summary>
[JsonConverter(typeof(WireEnumConverter<JobStatus>))]
public enum JobStatus
{
    /// <summary>A status that this client does not know.</summary>
    Unknown = 0,

    /// <summary>It goes on.</summary>
    Running = 1,

    /// <summary>It is finished, and something in it succeeded.</summary>
    Completed = 2,

    /// <summary>It is finished, and nothing in it succeeded.</summary>
    Failed = 3,

    /// <summary>It was cancelled.</summary>
    Cancelled = 4,
}
