using System.Text.Json;
using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>Something that speaks for or against an answer.</summary>
/// <param name="Name">Its name, for example <c>near</c>: the share of the question's terms in a unit and around it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Contribution">What it adds to the log odds.</param>
internal sealed record SignResponse(string Name, double Value, double Contribution)
{
    private const int Digits = 4;

    /// <summary>The HTTP form of a sign.</summary>
    internal static SignResponse From(ExplainedSign sign) => new(Snake(sign.Name), Rounded(sign.Value), Rounded(sign.Contribution));

    /// <summary>A value as it is shown.</summary>
    internal static double Rounded(double value) => Math.Round(value, Digits);

    /// <summary>A name of the code as the interface writes names.</summary>
    internal static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
