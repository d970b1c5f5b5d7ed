using System.Globalization;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// The steps of a document as one short text, since every document of every job has some: <c>read 2 1 639…(began) 1200(took);…</c>, a dash
/// for no time.
/// </summary>
internal static class JobStepText
{
    private const char Between = ';';
    private const string NoTime = "-";
    private const int Parts = 5;

    /// <summary>Writes the text; null for no steps.</summary>
    public static string? Write(JobStep[] steps) =>
        steps.Length == 0
            ? null
            : string.Join(
                Between,
                steps.Select(step =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{step.Name} {(int)step.State} {step.Attempts} {Time(step.BeganAt?.UtcTicks)} {Time(step.Took?.Ticks)}"
                    )
                )
            );

    /// <summary>Reads the text; what a later build wrote in another form is left out.</summary>
    public static JobStep[] Read(string text) =>
        [.. text.Split(Between).Select(step => step.Split(' ')).Where(parts => parts.Length == Parts).Select(Step)];

    private static JobStep Step(string[] parts) =>
        new(parts[0], (JobStepState)(Number(parts[1]) ?? 0))
        {
            Attempts = (int)(Number(parts[2]) ?? 0),
            BeganAt = Number(parts[3]) is { } began ? new DateTimeOffset(began, TimeSpan.Zero) : null,
            Took = Number(parts[4]) is { } took ? TimeSpan.FromTicks(took) : null,
        };

    private static string Time(long? ticks) => ticks?.ToString(CultureInfo.InvariantCulture) ?? NoTime;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
