using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>The body of <c>POST /api/v1/experiments</c>.</summary>
/// <param name="Name">The experiment's name: lower-case letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Collection">The collection whose queries take part.</param>
/// <param name="Arms">Two to eight arms; the first is the control.</param>
/// <param name="Primary">The outcome that it is about.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Unit">What keeps its arm.</param>
/// <param name="Guardrails">What stops a losing arm; the primary outcome when left out.</param>
/// <param name="Alpha">The probability, at most, of finding a difference where there is none: 0.001 to 0.2.</param>
internal sealed record ExperimentRequest(
    string Name,
    string Collection,
    ArmBody[] Arms,
    OutcomeKind Primary,
    string? Description = null,
    AssignmentUnit Unit = AssignmentUnit.Principal,
    GuardrailBody[]? Guardrails = null,
    double Alpha = 0.05
)
{
    private const int ArmsMax = 8;
    private const int DescriptionLengthMax = 1000;
    private const double ShareMin = 0.01;

    /// <summary>The validated definition.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal ExperimentDefinition ToDefinition()
    {
        if (Arms.Length is < 2 or > ArmsMax)
            throw RagException.Invalid("arms", $"An experiment has 2 to {ArmsMax} arms; {Arms.Length} were sent.");
        if (Arms.DistinctBy(arm => arm.Name).Count() < Arms.Length)
            throw RagException.Invalid("arms", "Two arms have the same name.");
        if (Alpha is not (>= 0.001 and <= 0.2))
            throw RagException.Invalid("alpha", $"alpha is between 0.001 and 0.2; {Alpha} was sent.");
        if (Description is { Length: > DescriptionLengthMax })
            throw RagException.Invalid("description", $"A description has at most {DescriptionLengthMax} characters.");
        double[] shares = Shares();
        return new ExperimentDefinition
        {
            Name = Names.Experiment(Name, "name"),
            Collection = Names.Collection(Collection),
            Description = Description ?? "",
            Unit = Unit,
            Arms =
            [
                .. Arms.Select(
                    (arm, i) =>
                        new ArmDefinition(
                            Names.Experiment(arm.Name, $"arms[{i}].name"),
                            shares[i],
                            (arm.Overrides ?? new OverridesBody()).ToOverrides($"arms[{i}].overrides")
                        )
                ),
            ],
            Primary = Primary,
            Guardrails = [.. (Guardrails ?? [new GuardrailBody(Primary)]).Select(ToGuardrail)],
            Alpha = Alpha,
        };
    }

    private double[] Shares()
    {
        if (Arms.All(arm => arm.Share is null))
            return [.. Arms.Select(_ => 1.0 / Arms.Length)];
        int wrong = Array.FindIndex(Arms, arm => arm.Share is not (>= ShareMin and < 1));
        if (wrong >= 0)
            throw RagException.Invalid(
                $"arms[{wrong}].share",
                $"Each arm's share is at least {ShareMin} and below 1, or every arm leaves it out."
            );
        double sum = Arms.Sum(arm => arm.Share!.Value);
        return Math.Abs(sum - 1) < 1e-6
            ? [.. Arms.Select(arm => arm.Share!.Value)]
            : throw RagException.Invalid("arms", $"The arms' shares add up to {sum}; they must add up to 1.");
    }

    private static GuardrailDefinition ToGuardrail(GuardrailBody guardrail, int i) =>
        guardrail.Margin is >= 0 and <= 10
            ? new GuardrailDefinition(guardrail.Outcome, guardrail.Margin)
            : throw RagException.Invalid($"guardrails[{i}].margin", $"margin is between 0 and 10; {guardrail.Margin} was sent.");
}
