namespace RagCluster.Cli.Client;

/// <summary>What became of one answer, as the API shows it.</summary>
internal sealed record AnswerFeedbackView(string FeedbackId, DateTimeOffset At, string? Rating, string? Citation);
