using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Documents;

/// <summary>How a document stands.</summary>
[JsonConverter(typeof(WireEnumConverter<DocumentStatus>))]
public enum DocumentStatus
{
    /// <summary>A status that this client does not know.</summary>
    Unknown = 0,

    /// <summary>It is stored and waits for indexing.</summary>
    Received = 1,

    /// <summary>Answers use it.</summary>
    Indexed = 2,

    /// <summary>It could not be indexed; the error says why.</summary>
    Failed = 3,
}
