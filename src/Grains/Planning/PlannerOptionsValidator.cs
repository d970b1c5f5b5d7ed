using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Planning;

/// <summary>Refuses to start with an impossible planner.</summary>
internal sealed class PlannerOptionsValidator : IValidateOptions<PlannerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PlannerOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
