namespace RagCluster.Cli.Client;

/// <summary>A plan as the API shows it.</summary>
internal sealed record PlanView(string Plan, double Amplitude, double Probability, double ExpectedUtility);
