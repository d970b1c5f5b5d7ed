using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Feedback;

/// <summary>What somebody thought of an answer.</summary>
[JsonConverter(typeof(WireEnumConverter<FeedbackRating>))]
public enum FeedbackRating
{
    /// <summary>It was no good.</summary>
    Bad = 0,

    /// <summary>It was good.</summary>
    Good = 1,
}
