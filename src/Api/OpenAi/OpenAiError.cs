using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// The member that clients of OpenAI's API read an error from; it stands in the problem document beside the members of RFC 9457.
/// </summary>
internal sealed record OpenAiError(
    string Message,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param,
    string? Code
)
{
    /// <summary>The error of a problem.</summary>
    internal static OpenAiError From(ProblemDetails problem)
    {
        string? field = (
            problem.Extensions.TryGetValue("errors", out object? errors) ? errors as Dictionary<string, string[]> : null
        )?.Keys.FirstOrDefault();
        return new OpenAiError(problem.Detail ?? "", TypeOf(problem.Status ?? 500), field, problem.Extensions["code"] as string);
    }

    private static string TypeOf(int status) =>
        status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            429 => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
}
