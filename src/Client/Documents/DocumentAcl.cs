namespace RagCluster.Client.Documents;

/// <summary>Who may see a document.</summary>
/// <param name="Allow"><c>user:NAME</c>, <c>group:NAME</c>, or <c>public</c> for every caller; empty for administrators alone.</param>
/// <param name="Deny">Users and groups that may not, whatever else lets them in.</param>
public sealed record DocumentAcl(IReadOnlyList<string> Allow, IReadOnlyList<string>? Deny = null);
