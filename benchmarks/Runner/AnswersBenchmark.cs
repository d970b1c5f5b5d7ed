using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>
/// Extractive answers and refusals on shared questions, and the verifier on labelled pairs: the program in benchmarks/Answers.
/// </summary>
internal static class AnswersBenchmark
{
    /// <summary>Measures with the questions beside the checkout.</summary>
    /// <exception cref="RagClientException">There are none.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        if (run.Documents is { } documents)
            return await DocumentQuestions.RunAsync(run, documents, cancellationToken);
        string questions =
            run.Checkout.SharedData(Path.Combine("xquad", "xquad.en.dev.json"))
            ?? throw new RagClientException(
                "This benchmark needs questions with answers in SQuAD's layout: shared/data/xquad/xquad.en.dev.json beside the checkout."
            );
        List<Figure> figures = [];
        string models = Path.Combine(run.Checkout.Root, "models");
        await BenchmarkProgram.MeasureAsync(
            run,
            "Answers",
            [models, questions, .. run.IsQuick ? ["--quick"] : Array.Empty<string>()],
            figures,
            cancellationToken
        );
        return figures;
    }
}
