using Microsoft.AspNetCore.Mvc;

namespace RagCluster.Api.Admission;

/// <summary>Why a request is turned away before anything of it is done.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Code">The problem's slug.</param>
/// <param name="Field">The part of the request that is at fault: a header, a parameter, <c>path</c> or <c>target</c>.</param>
/// <param name="Detail">One sentence for people.</param>
internal sealed record RequestFault(int Status, string Code, string Field, string Detail)
{
    /// <summary>A part of the request that no request may have.</summary>
    internal static RequestFault Invalid(string field, string detail) => new(400, "validation-failed", field, detail);

    /// <summary>The problem document.</summary>
    internal ProblemDetails ToProblem() => Problems.With(Status, Code, Detail, Field);
}
