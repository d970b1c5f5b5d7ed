namespace RagCluster.Cli.Client;

/// <summary>How many queries of a month ended how, as the API shows it.</summary>
internal sealed record QueryMonthView(string Month, long Found, long Empty, long Answered, long Refused, long Failed);
