namespace RagCluster.Api.Tuning;

/// <summary>The body of <c>revert</c> and <c>release</c>.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Knob">The knob's name.</param>
/// <param name="Change">For <c>revert</c>: the change's number.</param>
internal sealed record KnobRequest(string Silo, string Knob, int? Change = null);
