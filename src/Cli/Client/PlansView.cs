namespace RagCluster.Cli.Client;

/// <summary>What is known of the plans of query classes, as the API shows it.</summary>
internal sealed record PlansView(bool? IsOn, PlanClassView[] Data);
