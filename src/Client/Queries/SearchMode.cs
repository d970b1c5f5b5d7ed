using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Queries;

/// <summary>Which legs of the retrieval run.</summary>
[JsonConverter(typeof(WireEnumConverter<SearchMode>))]
public enum SearchMode
{
    /// <summary>Words and meaning.</summary>
    Hybrid = 0,

    /// <summary>Words alone.</summary>
    Bm25 = 1,

    /// <summary>Meaning alone.</summary>
    Dense = 2,
}
