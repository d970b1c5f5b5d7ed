namespace RagCluster.Cli.Client;

/// <summary>The months of the query log, as the API shows them.</summary>
internal sealed record QueryMonthsView(bool IsOn, int MonthsRetained, QueryMonthView[] Data);
