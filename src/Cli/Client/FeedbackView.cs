namespace RagCluster.Cli.Client;

/// <summary>What became of a collection's answers, as the API shows it.</summary>
internal sealed record FeedbackView(long Good, long Bad, long Opened, AnswerFeedbackView[] Data);
