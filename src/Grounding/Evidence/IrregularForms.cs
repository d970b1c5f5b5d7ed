using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>Forms that no suffix rule reduces to their base.</summary>
internal static class IrregularForms
{
    private static readonly FrozenDictionary<string, string> Bases = (
        "began:begin begun:begin bore:bear born:bear bought:buy brought:bring built:build caught:catch chose:choose chosen:choose "
        + "came:come cost:cost cut:cut dealt:deal drew:draw drawn:draw drove:drive driven:drive ate:eat eaten:eat fell:fall fallen:fall "
        + "fought:fight flew:fly flown:fly forgot:forget froze:freeze frozen:freeze gave:give given:give went:go gone:go grew:grow "
        + "grown:grow "
        + "heard:hear held:hold hid:hide hidden:hide kept:keep knew:know known:know laid:lay led:lead left:leave lent:lend "
        + "lost:lose made:make "
        + "meant:mean met:meet paid:pay ran:run rode:ride rose:rise risen:rise said:say sang:sing sung:sing sank:sink sat:sit "
        + "saw:see seen:see "
        + "sold:sell sent:send shook:shake shot:shoot slept:sleep spoke:speak spoken:speak spent:spend stole:steal stood:stand "
        + "struck:strike "
        + "swam:swim swore:swear swept:sweep taught:teach told:tell thought:think threw:throw thrown:throw took:take taken:take tore:tear "
        + "understood:understand won:win wore:wear worn:wear wrote:write written:write woke:wake broke:break broken:break became:become "
        + "got:get gotten:get children:child men:man women:woman people:person feet:foot teeth:tooth mice:mouse geese:goose lives:life "
        + "wives:wife leaves:leaf halves:half knives:knife wolves:wolf criteria:criterion phenomena:phenomenon bacteria:bacterium "
        + "data:datum media:medium analyses:analysis bases:basis crises:crisis theses:thesis indices:index matrices:matrix "
        + "better:good best:good worse:bad worst:bad larger:large largest:large death:die died:die dies:die dying:die dead:die "
        + "birth:bear successor:succeed succession:succeed height:high length:long width:wide depth:deep weight:weigh strength:strong "
        + "french:france german:germany germans:germany british:britain spanish:spain dutch:netherlands chinese:china "
        + "japanese:japan polish:poland"
    )
        .Split(' ')
        .Select(pair => pair.Split(':'))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    internal static string BaseOf(string word) => Bases.GetValueOrDefault(word, word);
}
