using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>Why there is no answer, as the API shows it.</summary>
internal sealed record AbstentionView(string Code, string Reason, string Language)
{
    /// <summary>What is printed of an abstention.</summary>
    internal static AbstentionView? From(Abstention? abstention) =>
        abstention is null ? null : new AbstentionView(abstention.Code, abstention.Reason, abstention.Language);
}
