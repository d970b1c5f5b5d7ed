namespace Orleans.Core.Internal;

/// <summary>An activation that knows which call chains may interleave.</summary>
internal interface ICallChainReentrantGrainContext
{
    void OnEnterReentrantSection(Guid reentrancyId);

    void OnExitReentrantSection(Guid reentrancyId);
}
